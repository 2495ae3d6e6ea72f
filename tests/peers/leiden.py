#!/usr/bin/python3
# Debian's Python, which has Debian's modules.
"""Compares the communities of graph/leiden.c with those of igraph's Leiden algorithm: the quality
must not be lower by more than a tolerance, and each community must be connected.

    leiden.py PROGRAM [EDGES...]

PROGRAM is tests/peers/leiden.c; EDGES are files of "a b weight" lines, compared too. Exit code 77,
which CTest takes for skipped, where python3-igraph is not installed. igraph is used by this test
only: nothing of cairn links it.
"""
import random
import subprocess
import sys
import time

try:
    import igraph
except ImportError:
    print("skipped: this test compares with igraph; install python3-igraph")
    sys.exit(77)

TOLERANCE = 0.01  # of igraph's quality: both are heuristics
ROUNDS = -1       # of igraph: until nothing is won


def planted(rng, groups, size, inside, outside):
    """Groups of nodes with more edges inside than between them."""
    n, edges = groups * size, set()
    for _ in range(n * inside // 2):
        group = rng.randrange(groups) * size
        edges.add((group + rng.randrange(size), group + rng.randrange(size)))
    for _ in range(n * outside // 2):
        edges.add((rng.randrange(n), rng.randrange(n)))
    return weigh(rng, edges)


def mentions(rng, chunks, names, each):
    """Chunks and the names in them, some names far more often than others."""
    edges = set()
    for chunk in range(chunks):
        theme = chunk % (names // 50)
        for _ in range(each):
            wide = rng.random() < 0.3
            rank = int(rng.paretovariate(0.8)) if wide else theme * 50 + rng.randrange(50)
            edges.add((chunk, chunks + min(rank, names - 1)))
    return weigh(rng, edges)


def uniform(rng, nodes, count):
    return weigh(rng, {(rng.randrange(nodes), rng.randrange(nodes)) for _ in range(count)})


def weigh(rng, edges):
    kept = sorted({(min(e), max(e)) for e in edges if e[0] != e[1]})
    return [(a, b, 1 + rng.randrange(4)) for a, b in kept]


def read(path):
    with open(path, encoding="ascii") as file:
        return [(int(a), int(b), float(w)) for a, b, w in (line.split() for line in file)]


def ours(program, edges, kind, resolution):
    text = "".join(f"{a} {b} {w}\n" for a, b, w in edges)
    start = time.perf_counter()
    out = subprocess.run([program, kind, str(resolution)], input=text, capture_output=True,
                         text=True, check=True).stdout.split()
    return float(out[0]), [int(word) for word in out[1:]], time.perf_counter() - start


def theirs(graph, kind, resolution):
    start = time.perf_counter()
    found = graph.community_leiden(objective_function="CPM" if kind == "cpm" else kind,
                                   weights="weight", resolution_parameter=resolution,
                                   n_iterations=ROUNDS)
    return found.membership, time.perf_counter() - start


def quality(graph, membership, kind, resolution):
    """Written out, since not every version of igraph knows resolutions."""
    inside = sum(e["weight"] for e in graph.es if membership[e.source] == membership[e.target])
    sizes = {}
    for community, strength in zip(membership, graph.strength(weights="weight")):
        sizes[community] = sizes.get(community, 0) + (strength if kind == "modularity" else 1)
    if kind == "cpm":
        return inside - resolution * sum(n * (n - 1) / 2 for n in sizes.values())
    ends = 2 * sum(graph.es["weight"])
    return 2 * inside / ends - resolution * sum((n / ends) ** 2 for n in sizes.values())


def is_connected(graph, membership):
    groups = {}
    for node, community in enumerate(membership):
        groups.setdefault(community, []).append(node)
    return all(graph.induced_subgraph(nodes).is_connected() for nodes in groups.values())


def compare(program, name, edges, kind, resolution):
    nodes = 1 + max(max(a, b) for a, b, _ in edges)
    graph = igraph.Graph(n=nodes, edges=[(a, b) for a, b, _ in edges])
    graph.es["weight"] = [w for _, _, w in edges]
    said, mine, my_time = ours(program, edges, kind, resolution)
    other, their_time = theirs(graph, kind, resolution)
    my_quality = quality(graph, mine, kind, resolution)
    their_quality = quality(graph, other, kind, resolution)
    problems = []
    if abs(said - my_quality) > 1e-6 * max(1, abs(my_quality)):
        problems.append(f"says its quality is {said}")
    if my_quality < their_quality - TOLERANCE * abs(their_quality):
        problems.append("is worse")
    if not is_connected(graph, mine):
        problems.append("has a community that is not connected")
    print(f"{name:24} {kind} {resolution:<6g} {nodes:7} nodes {len(edges):8} edges  "
          f"ours {my_quality:.4f} ({max(mine) + 1}, {my_time:.2f} s)  "
          f"igraph {their_quality:.4f} ({max(other) + 1}, {their_time:.2f} s)  "
          f"{'; '.join(problems) or 'ok'}")
    return not problems


def main():
    program, rng = sys.argv[1], random.Random(5)
    random.seed(5)  # igraph draws from here
    karate = [(e.source, e.target, 1) for e in igraph.Graph.Famous("Zachary").es]
    graphs = [
        ("karate club", karate),
        ("planted, clear", planted(rng, 20, 50, 12, 3)),
        ("planted, blurred", planted(rng, 20, 50, 10, 8)),
        ("planted, many", planted(rng, 400, 10, 6, 2)),
        ("uniform, sparse", uniform(rng, 2000, 4000)),
        ("uniform, dense", uniform(rng, 500, 10000)),
        ("mentions", mentions(rng, 3000, 1000, 8)),
    ] + [(path.rsplit("/", 1)[-1], read(path)) for path in sys.argv[2:]]
    is_good = True
    for name, edges in graphs:
        for resolution in (1.0, 4.0):
            is_good &= compare(program, name, edges, "modularity", resolution)
    for name, edges in graphs[:4]:
        is_good &= compare(program, name, edges, "cpm", 0.1)
    sys.exit(0 if is_good else 1)


if __name__ == "__main__":
    main()
