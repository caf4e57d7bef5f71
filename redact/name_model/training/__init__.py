"""How the model was made. Production imports nothing from here."""
