"""The harnesses at full size, for `make soak`; each has a small, seeded twin among the ordinary tests."""
