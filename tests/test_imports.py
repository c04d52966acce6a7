"""Data flows down the tree: no module imports, not even for an annotation, what imports it in the end."""

import grimp
import networkx as nx


def test_no_modules_stand_in_a_circle():
    """import-linter sees circles of neighbours; this one also sees those that pass through a package's __init__."""
    graph = grimp.build_graph("liancun_sim", exclude_type_checking_imports=False, cache_dir=None)
    imports = nx.DiGraph(
        (module, imported) for module in graph.modules for imported in graph.find_modules_directly_imported_by(module)
    )
    circles = [sorted(found) for found in nx.strongly_connected_components(imports) if len(found) > 1]
    assert circles == []
