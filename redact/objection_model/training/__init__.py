"""How the second opinion was made; nothing here runs in production."""
