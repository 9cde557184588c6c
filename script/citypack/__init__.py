"""Pieces that the maker of any Chinese city pack can use. They need the packages the maker pins."""
