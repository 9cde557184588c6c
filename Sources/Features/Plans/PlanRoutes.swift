import Kernel
import Places

extension Plans {
    public func addRoutes(to doors: Doors, places: Places, database: any Database) {
        addConsoleRoutes(to: doors, database: database)
    }
}
