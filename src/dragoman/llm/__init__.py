"""A large language model as reader: Article -> Reading, every record anchored in the article's own words."""
