"""The parts of `bench.render`: our side, the sides it is held against, and what is measured beside them."""
