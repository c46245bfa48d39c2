import type { RotatedCertificate } from "./rotation-history.ts"

/** What happens while one watches. `at` is ISO 8601. */
export type WatchEvent =
	/** The file is as it was. */
	| { readonly kind: "looked"; readonly at: string }
	| {
			readonly kind: "watching"
			readonly at: string
			readonly file: RotatedCertificate
			readonly served?: RotatedCertificate
	  }
	| {
			readonly kind: "file-changed"
			readonly at: string
			readonly file: RotatedCertificate
			readonly modifiedAt: string
	  }
	| { readonly kind: "not-yet-served"; readonly at: string; readonly text: string }

/** How a watch ended. */
export type WatchOutcome =
	/** The server serves what the file holds since `servedAt` at the latest. */
	| {
			readonly kind: "rotated"
			readonly file: RotatedCertificate
			readonly changedAt: string
			readonly servedAt: string
			/** At most this long after the change. */
			readonly gapMs: number
	  }
	/** The file changed, and the server did not serve it in the time it had. */
	| {
			readonly kind: "never-served"
			readonly file: RotatedCertificate
			readonly changedAt: string
			readonly waitedMs: number
			readonly served?: RotatedCertificate
			readonly text: string
	  }
	/** The file did not change while it was watched. `isServed`: the server served what it holds at the beginning. */
	| {
			readonly kind: "unchanged"
			readonly watchedMs: number
			readonly file: RotatedCertificate
			readonly isServed: boolean
	  }
	/** The file cannot be read or holds no certificate, or the server serves another identity than the file's. */
	| { readonly kind: "unusable"; readonly text: string; readonly hint: string }
	| { readonly kind: "stopped" }

/** What a watch comes to. */
export interface WatchFinding {
	readonly severity: "ok" | "error" | "unknown"
	readonly text: string
}

/** Says how a watch of the file at `path` ended, and what to do where the server never served it. */
export function watchFinding(outcome: WatchOutcome, path: string): WatchFinding {
	switch (outcome.kind) {
		case "rotated":
			return {
				severity: "ok",
				text: `The server serves serial ${outcome.file.serial} since ${outcome.servedAt} at the latest, at most ${seconds(outcome.gapMs)} after ${path} changed.`,
			}
		case "never-served": {
			const instead =
				outcome.served === undefined
					? `It showed no certificate: ${outcome.text}`
					: `It still serves serial ${outcome.served.serial}, valid until ${outcome.served.notAfter}. Restart it, or let it reload its certificate.`
			return {
				severity: "error",
				text: `${path} holds serial ${outcome.file.serial} since ${outcome.changedAt}, and the server did not serve it within ${seconds(outcome.waitedMs)}. ${instead}`,
			}
		}
		case "unchanged":
			return {
				severity: "unknown",
				text: `${path} did not change in ${seconds(outcome.watchedMs)}: serial ${outcome.file.serial}, valid until ${outcome.file.notAfter}. ${outcome.isServed ? "The server serves it." : "The server showed no certificate."}`,
			}
		case "unusable":
			return { severity: "unknown", text: `${outcome.text} ${outcome.hint}` }
		case "stopped":
			return { severity: "unknown", text: "Stopped before anything was known." }
	}
}

function seconds(ms: number): string {
	return `${(ms / 1_000).toFixed(1)} s`
}
