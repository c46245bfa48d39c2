import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"

const css = readFileSync("app/globals.css", "utf8")
const tones = ["secure", "plain", "refused", "broken", "unknown"]
const surfaces = ["surface", "surface-raised", "surface-sunken"]

describe.each([
	["light", 0],
	["dark", 1],
])("%s theme", (_theme, side) => {
	const pairs: [string, string, number][] = [
		...surfaces.flatMap((surface): [string, string, number][] => [
			["ink", surface, 7],
			["ink-soft", surface, 4.5],
			["ink-faint", surface, 4.5],
			["line-strong", surface, 3],
			["focus", surface, 3],
			...tones.map((tone): [string, string, number] => [tone, surface, 4.5]),
		]),
		...tones.flatMap((tone): [string, string, number][] => [
			[tone, `${tone}-wash`, 4.5],
			["ink", `${tone}-wash`, 7],
			["ink-soft", `${tone}-wash`, 4.5],
		]),
		["surface", "ink", 7],
	]
	it.each(pairs)("%s on %s reaches %d:1", (front, back, least) => {
		expect(contrast(read(front, side), read(back, side))).toBeGreaterThanOrEqual(least)
	})
})

type Triple = [number, number, number]

function read(name: string, side: number): Triple {
	const colours = css.match(new RegExp(`--${name}: light-dark\\(oklch\\(([^)]+)\\), oklch\\(([^)]+)\\)\\);`))
	const [l, c, h] = (colours?.[side + 1] ?? "").split(" ").map(Number)
	if (l === undefined || c === undefined || h === undefined) throw new Error(`--${name} is not a token`)
	return [l, c, h]
}

/** Relative luminance of an OKLCH colour, clipped to sRGB (CSS Color 4, section 10; WCAG 2.2, relative luminance). */
function luminance([lightness, chroma, hue]: Triple): number {
	const a = chroma * Math.cos((hue * Math.PI) / 180)
	const b = chroma * Math.sin((hue * Math.PI) / 180)
	const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
	const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
	const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
	const clip = (value: number) => Math.min(1, Math.max(0, value))
	const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)
	const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)
	const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(front: Triple, back: Triple): number {
	const [high, low] = [luminance(front), luminance(back)].sort((x, y) => y - x)
	return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05)
}
