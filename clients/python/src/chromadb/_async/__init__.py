"""The clients and collections of tasks. The threads' ones are generated from them."""
