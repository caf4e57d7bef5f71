"""SHOWS: the redacted calls over HTTP and as a page. Sees ports only; raw audio can go in, never out."""
