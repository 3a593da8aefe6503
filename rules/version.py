"""The versions a receipt names, so that an answer can be given again by the code that gave it."""

ENGINE_VERSION = "1"
"""Raised when the same edition and input could give another answer, working or sentence order."""

FORMAT_VERSION = "1"
"""Raised when the shape of the canonical result or of the canonical rubric changes; a reader is kept per version."""
