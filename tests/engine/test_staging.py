"""The staging methods give what their published descriptions give (vectors stand in data/staging.yaml)."""

import pytest

from pathways.engine.staging import maudsley_score, mgh_score, thase_rush_stage

pytestmark = pytest.mark.usefixtures("pathway")


def test_maudsley_vectors(pathway):
    """Every worked example of the method comes out."""
    method = pathway.content["staging"]["maudsley"]
    for v in method["test_vectors"]:
        told = maudsley_score(method, v["months"], v["severity"], v["antidepressants"], v["augmentation"], v["ect"])

        assert (told or (None, None)) == (v["score"], v["band"]), v


def test_thase_rush_vectors(pathway):
    """Two medicines of one class count once; ECT alone does not raise the stage."""
    method = pathway.content["staging"]["thase_rush"]
    for v in method["test_vectors"]:
        assert thase_rush_stage(method, v["classes"], v["bilateral_ect"]) == v["stage"], v


def test_mgh_vectors(pathway):
    """One point a trial, half points for pushing it or adding to it, three for ECT."""
    method = pathway.content["staging"]["mgh"]
    for v in method["test_vectors"]:
        assert mgh_score(method, v["trials"], v["ect"]) == v["score"], v
