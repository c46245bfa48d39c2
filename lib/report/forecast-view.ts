import type { RuntimeForecast } from "#diagnosis/finding"

const order: readonly RuntimeForecast["verdict"][] = ["fails", "unknown", "connects"]

/** The forecast as every renderer shows it. */
export interface ForecastView {
	/** "11 of 14 runtimes would connect; 2 would fail." */
	readonly summary: string
	/** What fails first, then what is not known. */
	readonly rows: readonly RuntimeForecast[]
}

/** Draws the forecast up. Pure. */
export function forecastView(forecast: readonly RuntimeForecast[]): ForecastView {
	const rows = forecast.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
	return { summary: summaryOf(forecast), rows }
}

function summaryOf(forecast: readonly RuntimeForecast[]): string {
	const count = (verdict: RuntimeForecast["verdict"]) =>
		forecast.filter((each) => each.verdict === verdict).length
	const connects = count("connects")
	const fails = count("fails")
	const unknown = count("unknown")
	if (forecast.length === 0) return "Nothing can be said of other runtimes."
	if (connects === forecast.length) return `All ${connects} runtimes would connect.`
	if (unknown === forecast.length) return "Of no runtime it is known whether it would connect."
	return [
		`${connects} of ${forecast.length} runtimes would connect`,
		fails === 0 ? "" : `${fails} would fail`,
		unknown === 0 ? "" : `${unknown} ${unknown === 1 ? "is" : "are"} unknown`,
	]
		.filter((part) => part !== "")
		.join("; ")
		.concat(".")
}
