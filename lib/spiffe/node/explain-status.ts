import { status } from "@grpc/grpc-js"
import type { WorkloadApiFailure } from "../x509-context.ts"
import { explainSystemCode } from "./check-socket.ts"

/** What a call ended with. */
export interface CallEnd {
	readonly code: number
	readonly details: string
}

/** The end of a call behind a thrown value; undefined when it was not thrown by a call. */
export function callEndOf(cause: unknown): CallEnd | undefined {
	if (!(cause instanceof Error)) return undefined
	const code: unknown = Reflect.get(cause, "code")
	const details: unknown = Reflect.get(cause, "details")
	return typeof code === "number" && typeof details === "string" ? { code, details } : undefined
}

const detailsMax = 300

/** The failure behind the end of a call (SPIFFE Workload API section 5, and what SPIRE answers). */
export function explainStatus({ code, details }: CallEnd, address: string): WorkloadApiFailure {
	const grpcStatus = status[code] ?? String(code)
	const said = details === "" ? "" : ` It said: ${JSON.stringify(details.slice(0, detailsMax))}.`
	const build = (reason: WorkloadApiFailure["reason"], text: string, hint: string) => ({
		reason,
		grpcStatus,
		text: `${text}${said}`,
		hint,
	})
	switch (code) {
		case status.PERMISSION_DENIED: {
			const hint =
				"Create a registration entry whose selectors fit this process, and wait a few seconds for the agent."
			return build("no-identity", "The agent has no identity for this process.", hint)
		}
		case status.INVALID_ARGUMENT: {
			const isHeader = /header/i.test(details)
			if (!isHeader) return build("other", "The agent refused the request.", "Look at the log of the agent.")
			const text = "The agent did not see the header workload.spiffe.io: true."
			return build("header-missing", text, "Something between here and the agent removed the header.")
		}
		case status.UNIMPLEMENTED: {
			const text = "What listens there does not speak the SPIFFE Workload API."
			return build(
				"unimplemented",
				text,
				"Check that the socket is the agent's Workload API, not its admin API.",
			)
		}
		case status.DEADLINE_EXCEEDED: {
			const { reason, text, hint } = timedOut(address)
			return build(reason, text, hint)
		}
		case status.RESOURCE_EXHAUSTED: {
			if (!/larger than max/i.test(details)) {
				return build("unavailable", "The agent limits how often it is asked.", "Try again later.")
			}
			return build(
				"bad-response",
				"The agent sent a message that is too large.",
				"Look at what listens there.",
			)
		}
		case status.UNAVAILABLE: {
			const system = /\b(ECONNREFUSED|EACCES|EPERM|ENOENT|ENOTDIR)\b/.exec(details)?.[1]
			if (system !== undefined) return explainSystemCode(system, address)
			const text = "The agent is not able to answer now."
			return build("unavailable", text, "Look at the log of the agent: attestation may have failed.")
		}
		case status.INTERNAL: {
			const text = "The answer of the agent could not be read."
			return build("bad-response", text, "Look at what listens at this address.")
		}
		default:
			return build("other", `The call ended with ${grpcStatus}.`, "Look at the log of the agent.")
	}
}

/** The failure of an agent that kept silent. */
export function timedOut(address: string): WorkloadApiFailure {
	const text = `The Workload API at ${address} did not answer in time.`
	return {
		reason: "timeout",
		text,
		hint: "Check that the agent is healthy; it may be waiting for its server.",
	}
}
