"""What several benchmarks need: measuring children, films, tables."""
