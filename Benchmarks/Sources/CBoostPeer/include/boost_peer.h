// Boost.Graph, the peer of `bench plan`: Dijkstra over a compressed graph, as its documentation does it.
#ifndef BOOST_PEER_H
#define BOOST_PEER_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct boost_peer boost_peer;

// The edges need no order; the columns are copied.
boost_peer *boost_peer_new(int32_t vertices, int64_t edges, const int32_t *starts, const int32_t *ends,
                           const int64_t *weights);
void boost_peer_free(boost_peer *peer);

// The least weight from one vertex to another, stopping there; -1 where there is no way.
int64_t boost_peer_cost(const boost_peer *peer, int32_t start, int32_t end);

#ifdef __cplusplus
}
#endif
#endif
