import Kernel
import Places

extension Gates {
    func addConsoleRoutes(to doors: Doors, places: Places, database: any Database) {}
}
