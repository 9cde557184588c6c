import Kernel
import Places

/// The map on which an entry is moved; without scripts there is no empty box, and coordinates are typed.
struct MarkMap {
    let editing: PlaceEditing
    let visit: Visit
    let record: PlaceRecord?

    var markup: HTML { .empty }
}
