import ArgumentParser

/// The program: one verb a chore.
@main
struct Yongai: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "yongai",
        abstract: "Runs a city's service platform for the people who deliver its meals and parcels.",
        discussion: """
            Start with `yongai demo`, which fills an embedded database with a demonstration city, and then \
            `yongai serve`, which answers on http://127.0.0.1:8080. Every setting has a default that works on a \
            laptop; flags win over environment variables (YONGAI_…), and those over the settings file.
            """,
        version: "0.1.0",
        subcommands: [
            Serve.self, Migrate.self, Demo.self, Import.self, Export.self, Convert.self, Doctor.self, Feeds.self,
            Keys.self, Token.self, GateCommand.self, People.self,
        ])
}
