import { constants } from "node:fs"
import { access, stat } from "node:fs/promises"
import { type ServiceError, status } from "@grpc/grpc-js"

/** Why the Workload API gave us nothing, with what to look at. */
export interface WorkloadApiFailure {
	readonly reason:
		| "address-invalid"
		| "socket-missing"
		| "not-a-socket"
		| "permission"
		| "refused"
		| "no-identity"
		| "header-missing"
		| "unimplemented"
		| "unavailable"
		| "timeout"
		| "bad-response"
		| "other"
	readonly text: string
	readonly grpcStatus?: string
}

/** Looks at the socket file before dialling; undefined when it is a socket that we may open. */
export async function checkSocketFile(path: string): Promise<WorkloadApiFailure | undefined> {
	try {
		const facts = await stat(path)
		if (!facts.isSocket())
			return {
				reason: "not-a-socket",
				text: `${path} exists but is no socket. Check the path of the agent's socket.`,
			}
		await access(path, constants.R_OK | constants.W_OK)
		return undefined
	} catch (cause) {
		const code = cause instanceof Error && "code" in cause ? cause.code : undefined
		if (code === "ENOENT" || code === "ENOTDIR") {
			return {
				reason: "socket-missing",
				text: `There is no socket at ${path}: the agent is not running, or its socket is elsewhere.`,
			}
		}
		if (code === "EACCES" || code === "EPERM") {
			return {
				reason: "permission",
				text: `This user may not open ${path}. Check the modes of the socket and of the folders above it.`,
			}
		}
		return { reason: "other", text: `${path} cannot be looked at (${String(code)}).` }
	}
}

/** Tells the agent's refusals apart (SPIFFE Workload API section 6; texts of agents are only quoted). */
export function explainStatus(address: string, error: ServiceError): WorkloadApiFailure {
	const said = error.details.slice(0, 300)
	const grpcStatus = status[error.code] ?? String(error.code)
	const failure = (reason: WorkloadApiFailure["reason"], text: string): WorkloadApiFailure => ({
		reason,
		text,
		grpcStatus,
	})
	switch (error.code) {
		case status.PERMISSION_DENIED:
			return failure(
				"no-identity",
				`The Workload API issued no identity to this process ("${said}"). Check that a registration entry matches it; a new entry takes some seconds to arrive.`,
			)
		case status.INVALID_ARGUMENT:
			return failure(
				"header-missing",
				`The Workload API refused the request as invalid ("${said}"). A proxy in between may have removed the header workload.spiffe.io.`,
			)
		case status.UNIMPLEMENTED:
			return failure("unimplemented", `${address} speaks gRPC but is no Workload API ("${said}").`)
		case status.UNAVAILABLE:
			return /ECONNREFUSED/.test(said)
				? failure("refused", `The socket at ${address} exists, but nobody listens: the agent has stopped.`)
				: failure(
						"unavailable",
						`The Workload API is not ready ("${said}"). The agent may be starting, or could not attest this process.`,
					)
		case status.DEADLINE_EXCEEDED:
			return failure("timeout", `The Workload API at ${address} did not answer in time.`)
		case status.RESOURCE_EXHAUSTED:
			return failure(
				"bad-response",
				`The Workload API's answer is too large, or its rate limit was reached ("${said}").`,
			)
		default:
			return failure("other", `The Workload API ended the stream with ${grpcStatus} ("${said}").`)
	}
}
