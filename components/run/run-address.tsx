"use client"

import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs"
import { enforcementPostures } from "#probe/enforce/posture-table"
import type { PostureName } from "#probe/observation"

/** The tabs below the lanes. */
export const runTabs = [
	"handshake",
	"chain",
	"identity",
	"offers",
	"refusals",
	"clients",
	"addresses",
	"findings",
	"history",
] as const

/** One of the tabs below the lanes. */
export type RunTab = (typeof runTabs)[number]

const postures = [
	"plaintext",
	"tls",
	"tls-unverified",
	"mtls",
	"external",
	"spiffe",
] as const satisfies readonly PostureName[]

const parsers = {
	lane: parseAsStringLiteral(postures),
	tab: parseAsStringLiteral(runTabs).withDefault("handshake"),
	/** Index of the message that is open. */
	message: parseAsInteger,
	/** Position on the wire of the certificate that is pointed at. */
	certificate: parseAsInteger,
	/** Row of the enforcement table that is open. */
	refusal: parseAsStringLiteral(enforcementPostures),
}

/** What of a run is on screen, kept in the address, so that it can be sent to a colleague. */
export function useRunAddress() {
	return useQueryStates(parsers, { history: "replace", shallow: true, scroll: false })
}

/** Where one run lives. */
export function runPath(runId: string): string {
	return `/runs/${encodeURIComponent(runId)}`
}
