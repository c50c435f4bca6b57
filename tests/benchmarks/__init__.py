"""`make bench`: what `docs/performance.md` states, measured in one run on a made-up council."""
