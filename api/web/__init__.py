"""The page: server-rendered, no script that it cannot do without, nothing from elsewhere."""
