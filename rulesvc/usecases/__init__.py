"""What the service does: one function a use-case, with a session, the actor and the time. None commits."""
