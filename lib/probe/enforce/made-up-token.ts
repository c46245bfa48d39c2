const classes = ["abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"] as const
const lengthMin = 24
const lengthMax = 4_096

/**
 * Makes a token up that looks like another one: letters for letters, digits for digits, punctuation kept, at least 24
 * and at most 4,096 characters. Shares no letter or digit with it at any place, so that not even a part of the real one
 * travels. `random` gives an integer from 0 up to, not including, its argument.
 */
export function makeUpToken(like: string, random: (below: number) => number): string {
	const characters = [...like.slice(0, lengthMax)].map((character) => {
		const alphabet = classes.find((each) => each.includes(character))
		if (alphabet === undefined) return character
		const others = alphabet.replace(character, "")
		return others[random(others.length)] ?? ""
	})
	const [letters] = classes
	const padding = Math.max(0, lengthMin - characters.length)
	return characters.join("") + Array.from({ length: padding }, () => letters[random(26)]).join("")
}
