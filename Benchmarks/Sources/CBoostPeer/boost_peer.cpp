#include "boost_peer.h"

#include <limits>
#include <utility>
#include <vector>

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths_no_color_map.hpp>

namespace {

struct Stretch {
    int64_t weight;
};

using Graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, Stretch>;
using Vertex = boost::graph_traits<Graph>::vertex_descriptor;

struct Arrived {};

struct UntilTarget : boost::default_dijkstra_visitor {
    explicit UntilTarget(Vertex target) : target(target) {}
    void examine_vertex(Vertex vertex, const Graph &) const {
        if (vertex == target) throw Arrived();
    }
    Vertex target;
};

}  // namespace

struct boost_peer {
    Graph graph;
};

boost_peer *boost_peer_new(int32_t vertices, int64_t edges, const int32_t *starts, const int32_t *ends,
                           const int64_t *weights) {
    std::vector<std::pair<Vertex, Vertex>> pairs;
    std::vector<Stretch> stretches;
    for (int64_t edge = 0; edge < edges; edge++) {
        pairs.emplace_back(starts[edge], ends[edge]);
        stretches.push_back({weights[edge]});
    }
    return new boost_peer{Graph(boost::edges_are_unsorted_multi_pass, pairs.begin(), pairs.end(), stretches.begin(),
                                vertices)};
}

void boost_peer_free(boost_peer *peer) { delete peer; }

int64_t boost_peer_cost(const boost_peer *peer, int32_t start, int32_t end) {
    const auto none = std::numeric_limits<int64_t>::max();
    const auto count = num_vertices(peer->graph);
    std::vector<int64_t> costs(count, none);
    std::vector<Vertex> before(count);
    const auto index = get(boost::vertex_index, peer->graph);
    try {
        boost::dijkstra_shortest_paths_no_color_map(
            peer->graph, Vertex(start),
            boost::weight_map(get(&Stretch::weight, peer->graph))
                .distance_map(boost::make_iterator_property_map(costs.begin(), index))
                .predecessor_map(boost::make_iterator_property_map(before.begin(), index))
                .visitor(UntilTarget(Vertex(end))));
    } catch (const Arrived &) {
    }
    return costs[end] == none ? -1 : costs[end];
}
