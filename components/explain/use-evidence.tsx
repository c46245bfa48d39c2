"use client"

import { useRef, useState } from "react"
import type { CheckExtras, CheckStart, StopRun } from "#components/run/check-actions"
import { checkInput, readCheckAddress } from "#components/run/check-form-values"
import type { CheckState } from "#components/run/check-state"
import { useCheck } from "#components/run/use-check"
import { type KnownEndpoint, knownEndpoint } from "./known-endpoint.tsx"

/** Starts a check of a stored endpoint or of a bare address; given by the page. */
export type StartEvidenceCheck = (
	request: ({ readonly endpointId: string } | { readonly input: object }) & { readonly extras: CheckExtras },
) => Promise<CheckStart>

/** What the explaining page needs to check an address that a text names. */
export interface EvidenceActions {
	readonly startCheck: StartEvidenceCheck
	readonly stopRun: StopRun
	readonly endpoints: readonly KnownEndpoint[]
}

/** A check of an address from the text. */
export interface Evidence {
	readonly state: CheckState
	/** What was pressed last. */
	readonly target: string | undefined
	/** The stored endpoint that an address means, whose settings a check of it uses. */
	readonly endpointOf: (target: string) => KnownEndpoint | undefined
	readonly check: (target: string) => void
	readonly stop: () => void
}

/** Checks one address at a time; the settings of the stored endpoint are used where there is one. */
export function useEvidence({ startCheck, stopRun, endpoints }: EvidenceActions): Evidence {
	const [target, setTarget] = useState<string>()
	const pressed = useRef("")
	const endpointOf = (each: string) => knownEndpoint(each, endpoints)
	const { state, start, stop } = useCheck({
		startCheck: (extras) => {
			const known = endpointOf(pressed.current)
			if (known !== undefined) return startCheck({ endpointId: known.id, extras })
			return startCheck({ input: checkInput(readCheckAddress({ target: pressed.current })), extras })
		},
		stopRun,
	})
	const check = (each: string) => {
		pressed.current = each
		setTarget(each)
		start()
	}
	return { state, target, endpointOf, check, stop }
}
