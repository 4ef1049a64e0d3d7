// Distances by Boost's Dijkstra, for tests. Reads graphs from standard input until it ends, all numbers in text:
// nodes, links, questions; of each link from, to, weight, bandwidth; of each question source, target, bandwidth.
// Prints one distance a line over the links that have the bandwidth, -1 where there is no way.
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <cstdio>
#include <limits>
#include <vector>

struct Link {
  long weight;
  long bandwidth;
};

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, Link>;

struct WideEnough {
  const Graph *graph = nullptr;
  long bandwidth = 0;
  bool operator()(const boost::graph_traits<Graph>::edge_descriptor &link) const {
    return (*graph)[link].bandwidth >= bandwidth;
  }
};

int main() {
  constexpr long unreachable = std::numeric_limits<long>::max();
  long nodes, links, questions;
  while (std::scanf("%ld %ld %ld", &nodes, &links, &questions) == 3) {
    Graph graph(nodes);
    for (long index = 0; index < links; index++) {
      long from, to;
      Link link;
      if (std::scanf("%ld %ld %ld %ld", &from, &to, &link.weight, &link.bandwidth) != 4) return 1;
      boost::add_edge(from, to, link, graph);
    }
    std::vector<long> distances(nodes);
    for (long index = 0; index < questions; index++) {
      long source, target, bandwidth;
      if (std::scanf("%ld %ld %ld", &source, &target, &bandwidth) != 3) return 1;
      const boost::filtered_graph<Graph, WideEnough> usable(graph, WideEnough{&graph, bandwidth});
      boost::dijkstra_shortest_paths(
          usable, source,
          boost::weight_map(boost::get(&Link::weight, graph))
              .distance_map(boost::make_iterator_property_map(distances.begin(), boost::get(boost::vertex_index, graph)))
              .distance_inf(unreachable));
      std::printf("%ld\n", distances[target] == unreachable ? -1 : distances[target]);
    }
  }
}
