import type { ByteReader } from "#base/bytes"
import { alertName } from "../registry/alerts.ts"

/** An alert (RFC 8446 section 6). */
export interface Alert {
	readonly kind: "alert"
	readonly level: "warning" | "fatal" | "unknown"
	/** The RFC's name, `unknown_<code>` where there is none. */
	readonly description: string
	readonly code: number
}

/** Reads one alert. Throws only `ReadError`, naming the field. */
export function readAlert(reader: ByteReader): Alert {
	const level = reader.u8("level")
	const code = reader.u8("description")
	return { kind: "alert", level: levelName(level), description: alertName(code), code }
}

function levelName(level: number): Alert["level"] {
	if (level === 1) return "warning"
	return level === 2 ? "fatal" : "unknown"
}
