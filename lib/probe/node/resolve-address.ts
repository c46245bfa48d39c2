import { lookup } from "node:dns/promises"
import { describeFailure, type FailureFacts } from "#base/failure-facts"
import { err, ok, type Result } from "#base/result"
import type { DialRequest } from "#endpoints/dial-policy"
import type { Target } from "#grpc/target"

/** Where to connect: one address of the target. */
export type DialAddress =
	| { readonly kind: "tcp"; readonly address: string; readonly family: 4 | 6; readonly port: number }
	| { readonly kind: "unix"; readonly path: string }

/** At most this many addresses of one name are tried. */
const addressesMax = 16

/**
 * Turns the target into addresses in the resolver's own order. IP literals and unix sockets resolve to themselves, a
 * list of addresses in its own order.
 * A failure keeps the resolver's code (`ENOTFOUND`, `EAI_AGAIN`). The system's resolver cannot be cancelled: when
 * `signal` aborts first, the wait ends with the signal's reason and the late answer is dropped.
 */
export async function resolveAddresses(
	target: Target,
	signal: AbortSignal,
): Promise<Result<readonly DialAddress[], FailureFacts>> {
	const where = target.address
	if (where.kind === "unix") return ok([{ kind: "unix", path: where.path }])
	if (where.isIp) {
		const family = where.host.includes(":") ? 6 : 4
		const others = (target.others ?? []).map(({ host, port, family: each }) => {
			return { kind: "tcp", address: host, family: each, port } as const
		})
		return ok([{ kind: "tcp", address: where.host, family, port: where.port }, ...others])
	}
	try {
		const found = await untilAborted(lookup(where.host, { all: true, family: where.family ?? 0 }), signal)
		return ok(
			found.slice(0, addressesMax).map((each) => ({
				kind: "tcp",
				address: each.address,
				family: each.family === 6 ? 6 : 4,
				port: where.port,
			})),
		)
	} catch (cause) {
		return err(describeFailure(cause))
	}
}

/** The address as a person reads it: `127.0.0.1:9091`, `[::1]:9091`, `unix:/path`. */
export function addressText(address: DialAddress): string {
	if (address.kind === "unix") return `unix:${address.path}`
	return address.family === 6 ? `[${address.address}]:${address.port}` : `${address.address}:${address.port}`
}

/**
 * The question for the dial policy. An address that was written as such is its own host: in a list of addresses the
 * permission for the first is none for the others.
 */
export function dialRequest(address: DialAddress, target: Target): DialRequest {
	if (address.kind === "unix") return { kind: "unix", path: address.path }
	const where = target.address
	const host = where.kind === "tcp" && !where.isIp ? where.host : address.address
	return { kind: "tcp", host, address: address.address, port: address.port }
}

/** The address as a gRPC naming target, so that grpc-js dials exactly it and resolves nothing again. */
export function grpcTarget(address: DialAddress): string {
	if (address.kind === "unix") return `unix:${address.path}`
	return `${address.family === 6 ? "ipv6" : "ipv4"}:${addressText(address)}`
}

/** Waits for `work` or for the signal, whichever comes first; rejects with the signal's reason. */
export function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
	return new Promise((resolve, reject) => {
		const onAbort = () => reject(signal.reason)
		if (signal.aborted) {
			work.catch(() => undefined)
			onAbort()
			return
		}
		signal.addEventListener("abort", onAbort, { once: true })
		work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort))
	})
}
