import type { RunObservation } from "#probe/observation"
import type { RuntimeForecast } from "./finding.ts"

/** Says for each gRPC runtime whether it would connect to this server, from facts alone. Pure. */
export function forecastRuntimes(_run: RunObservation): readonly RuntimeForecast[] {
	return []
}
