"""The words: pure values and rules of Hushtape. Standard library and numpy only."""
