import Kernel
import Places

extension Plans {
    public func addRoutes(to doors: Doors, places: Places, database: any Database) {
        addPublicRoutes(to: doors, places: places, database: database)
        addConsoleRoutes(to: doors, database: database)
        addDeskRoutes(to: doors, database: database)
    }
}
