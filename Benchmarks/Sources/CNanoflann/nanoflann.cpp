#include "CNanoflann.h"

#include <cmath>
#include <limits>
#include <memory>
#include <vector>

#include <nanoflann.hpp>

namespace {

constexpr double earthMetres = 6371008.8;
constexpr double radians = M_PI / 180;

// The points of one tree, in its own order, so that an index into it is an index into all columns.
template <int dimensions>
struct Cloud {
    std::vector<double> numbers;
    std::vector<int32_t> ordinals;
    std::vector<uint64_t> marks;
    std::vector<int32_t> schedules;

    size_t kdtree_get_point_count() const { return ordinals.size(); }
    double kdtree_get_pt(size_t point, size_t axis) const { return numbers[point * dimensions + axis]; }
    template <class Box> bool kdtree_get_bbox(Box &) const { return false; }
};

// nanoflann's KNNResultSet, beginning at a radius and asking the filter before a point enters.
template <int dimensions, bool filters>
struct Nearest {
    using DistanceType = double;
    const Cloud<dimensions> &cloud;
    uint64_t marks;
    const uint8_t *open;
    int32_t limit;
    double radius;
    int32_t *indices;
    double *squares;
    int32_t count = 0;

    size_t size() const { return size_t(count); }
    bool full() const { return count == limit; }
    double worstDist() const { return count == limit ? squares[limit - 1] : radius; }

    bool addPoint(double square, uint32_t index)
    {
        if (filters) {
            if ((cloud.marks[index] & marks) != marks) return true;
            if (open && (cloud.schedules[index] < 0 || !open[cloud.schedules[index]])) return true;
        }
        if (!(square < worstDist())) return true;
        int32_t place = count < limit ? count++ : limit - 1;
        for (; place > 0 && squares[place - 1] > square; --place) {
            squares[place] = squares[place - 1];
            indices[place] = indices[place - 1];
        }
        squares[place] = square;
        indices[place] = int32_t(index);
        return true;
    }
};

template <int dimensions>
struct Tree {
    using Metric = nanoflann::L2_Simple_Adaptor<double, Cloud<dimensions>>;
    using Index = nanoflann::KDTreeSingleIndexAdaptor<Metric, Cloud<dimensions>, dimensions, uint32_t>;
    Cloud<dimensions> cloud;
    std::unique_ptr<Index> index;

    template <bool filters>
    int32_t nearest(const double *at, double radius, int32_t limit, uint64_t marks, const uint8_t *open,
                    int32_t *ordinals, double *squares) const
    {
        if (!index) return 0;
        Nearest<dimensions, filters> result{cloud, marks, open, limit, radius * radius, ordinals, squares};
        index->findNeighbors(result, at, nanoflann::SearchParams());
        for (int32_t i = 0; i < result.count; i++) ordinals[i] = cloud.ordinals[size_t(ordinals[i])];
        return result.count;
    }
};

}  // namespace

struct nanoflann_index {
    virtual ~nanoflann_index() = default;
    virtual int32_t nearest(double latitude, double longitude, double radius, int32_t limit, int32_t group,
                            uint64_t marks, const uint8_t *open, int32_t *ordinals, double *squares) const = 0;
};

namespace {

template <int dimensions>
struct Forest final : nanoflann_index {
    std::vector<Tree<dimensions>> trees;
    double latitudeMiddle = 0, longitudeMiddle = 0, shrink = 1;

    void place(double latitude, double longitude, double *numbers) const
    {
        if (dimensions == 2) {
            numbers[0] = (longitude - longitudeMiddle) * radians * earthMetres * shrink;
            numbers[1] = (latitude - latitudeMiddle) * radians * earthMetres;
        } else {
            const double y = latitude * radians, x = longitude * radians;
            numbers[0] = std::cos(y) * std::cos(x);
            numbers[1] = std::cos(y) * std::sin(x);
            numbers[2] = std::sin(y);
        }
    }

    int32_t nearest(double latitude, double longitude, double radius, int32_t limit, int32_t group, uint64_t marks,
                    const uint8_t *open, int32_t *ordinals, double *squares) const override
    {
        double at[dimensions];
        place(latitude, longitude, at);
        const double length = dimensions == 2 ? radius : 2 * std::sin(radius / (2 * earthMetres));
        const auto &tree = trees[group < 0 ? 0 : size_t(group)];
        if (marks == 0 && !open)
            return tree.template nearest<false>(at, length, limit, marks, open, ordinals, squares);
        return tree.template nearest<true>(at, length, limit, marks, open, ordinals, squares);
    }
};

template <int dimensions>
nanoflann_index *build(const double *latitudes, const double *longitudes, const uint8_t *groups, int32_t group_count,
                       const uint64_t *marks, const int32_t *schedules, int64_t count)
{
    auto forest = std::make_unique<Forest<dimensions>>();
    forest->trees.resize(groups ? size_t(group_count) : 1);
    double south = 90, north = -90, west = 180, east = -180;
    for (int64_t i = 0; i < count; i++) {
        south = std::min(south, latitudes[i]), north = std::max(north, latitudes[i]);
        west = std::min(west, longitudes[i]), east = std::max(east, longitudes[i]);
    }
    forest->latitudeMiddle = (south + north) / 2, forest->longitudeMiddle = (west + east) / 2;
    forest->shrink = std::cos(forest->latitudeMiddle * radians);
    for (int64_t i = 0; i < count; i++) {
        auto &cloud = forest->trees[groups ? groups[i] : 0].cloud;
        double numbers[dimensions];
        forest->place(latitudes[i], longitudes[i], numbers);
        cloud.numbers.insert(cloud.numbers.end(), numbers, numbers + dimensions);
        cloud.ordinals.push_back(int32_t(i));
        cloud.marks.push_back(marks[i]);
        cloud.schedules.push_back(schedules[i]);
    }
    for (auto &tree : forest->trees) {
        if (tree.cloud.ordinals.empty()) continue;
        tree.index = std::make_unique<typename Tree<dimensions>::Index>(
            dimensions, tree.cloud, nanoflann::KDTreeSingleIndexAdaptorParams(10));
        tree.index->buildIndex();
    }
    return forest.release();
}

}  // namespace

nanoflann_index *nanoflann_build(int32_t dimensions, const double *latitudes, const double *longitudes,
                                 const uint8_t *groups, int32_t group_count, const uint64_t *marks,
                                 const int32_t *schedules, int64_t count)
{
    const auto make = dimensions == NANOFLANN_PLANE ? build<2> : build<3>;
    return make(latitudes, longitudes, groups, group_count, marks, schedules, count);
}

void nanoflann_free(nanoflann_index *index) { delete index; }

int32_t nanoflann_nearest(const nanoflann_index *index, double latitude, double longitude, double radius_metres,
                          int32_t limit, int32_t group, uint64_t marks, const uint8_t *open, int32_t *ordinals,
                          double *squares)
{
    return index->nearest(latitude, longitude, radius_metres, limit, group, marks, open, ordinals, squares);
}
