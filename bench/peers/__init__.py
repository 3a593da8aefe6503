"""The engines compared: each builds the same decision from the same tables and answers for one agency."""

from bench.peers.ours import Encoding, Ours
from bench.peers.tables import Peer
from bench.peers.with_business_rules import BusinessRules
from bench.peers.with_clipspy import Clipspy
from bench.peers.with_rule_engine import RuleEngine, RuleEngineExpressions
from bench.peers.with_zen import ZenCreated, ZenLoaded

PEERS: tuple[type[Peer], ...] = (
    Ours,
    Encoding,
    RuleEngine,
    RuleEngineExpressions,
    BusinessRules,
    Clipspy,
    ZenCreated,
    ZenLoaded,
)
"""Ours first, in two ways; the others each in the ways their documentation gives."""
