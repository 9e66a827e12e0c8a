"""What all tests share: the shipped pathway, and a tiny invented one."""

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("pathways", deadline=None, derandomize=True, print_blob=False,
                          suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much])
settings.load_profile("pathways")


@pytest.fixture(scope="session")
def pathway():
    """The shipped pathway."""
    from pathways.engine.position import load_pathway

    return load_pathway()


@pytest.fixture(scope="session")
def tiny_pathway():
    """A made-up pathway of a few nodes and options, small enough to read."""
    from tiny import make_tiny_pathway

    return make_tiny_pathway()
