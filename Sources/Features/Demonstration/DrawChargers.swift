import Dice
import Areas
import Chargers
import Geo
import Kernel
import Places

extension CityDrawing {
    mutating func drawChargers(_ count: Int) {
        each(count, of: .charger) { drawing, home, number, dice in drawing.drawCharger(home, number, &dice) }
    }

    /// Nearly half stand in a compound and are called after it, the others along the roads.
    private mutating func drawCharger(_ home: Int, _ number: Int, _ dice: inout Dice) {
        let neighbourhood = neighbourhoods[home]
        let spot = neighbourhood.spot(.charger, on: map, &dice)
        var charger = place(.charger, number, at: spot, &dice)
        let isInCompound = dice.happens(0.45) && !estates[home].isEmpty
        let form = isInCompound ? ChargerForm.inCompound(&dice) : ChargerForm.alongRoad(&dice)
        if isInCompound {
            let estate = dice.pick(estates[home])
            let compound = places[estate.position]
            move(&charger, into: compound, neighbourhood, &dice)
            charger.name = name(.charger, home, &dice) { compound.name + $0.pick(form.compoundWords) }
            charger.nameEn = "\(form.english), \(estate.roadEn)"
        } else {
            charger.name = name(.charger, home, &dice) { form.name(at: spot, &$0) }
            charger.nameEn = "\(form.english), \(spot.english)"
        }
        let hours = dice.happens(0.9) ? "24/7" : dice.pick(["06:00-23:00", "Mo-Su 07:00-22:00", "05:30-23:30"])
        var sure = form.facilities
        if hours.isOpenAtNight { sure.insert("open_at_night") }
        chargers.append(form.charger(charger.id, statusAt: dice.happens(0.88) ? statusAt(&dice) : nil, &dice))
        add(charger, hours: hours, facilities: odds.draw(.charger, sure: sure, &dice), &dice)
    }

    private func move(_ charger: inout Place, into compound: Place, _ home: Neighbourhood, _ dice: inout Dice) {
        guard let middle = compound.point else { return }
        let point = middle.moved(eastMetres: dice.lean() * 70, northMetres: dice.lean() * 70)
        let chain = map.locate(point)
        charger.point = home.holds(chain) ? point : middle
        charger.areaCode = home.holds(chain) ? chain.last?.area.code : compound.areaCode
        charger.areaBasis = home.holds(chain) ? chain.last?.basis.rawValue : compound.areaBasis
        charger.address = compound.address
    }
}
