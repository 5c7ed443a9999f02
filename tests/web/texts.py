"""A network whose articles have the texts that a test gives them."""

from dataclasses import replace


def with_texts(network, texts):
    """The network with these texts of its articles, by slug; articles that are not named have none."""
    articles = {slug: replace(article, text=texts.get(slug, "")) for slug, article in network.articles.items()}
    return replace(network, articles=articles)
