import { connect, type Socket } from "node:net"
import { type DialPolicy, decideDial } from "#endpoints/dial-policy"
import type { Target } from "#grpc/target"
import { type DialAddress, dialRequest } from "./resolve-address.ts"

/**
 * Connects to one address, after the dial policy was asked. Rejects with the policy's sentence, the system's error or the
 * signal's reason; the socket is then destroyed. Whoever receives it owns it.
 */
export function connectSocket(
	address: DialAddress,
	target: Target,
	policy: DialPolicy,
	signal: AbortSignal,
): Promise<Socket> {
	const decision = decideDial(policy, dialRequest(address, target))
	if (!decision.allowed) return Promise.reject(new Error(decision.text))
	return new Promise((resolve, reject) => {
		if (signal.aborted) {
			reject(signal.reason)
			return
		}
		const socket =
			address.kind === "unix"
				? connect({ path: address.path })
				: connect({ host: address.address, port: address.port })
		const settle = () => {
			signal.removeEventListener("abort", onAbort)
			socket.off("error", onError)
			socket.off("connect", onConnect)
		}
		const onConnect = () => {
			settle()
			resolve(socket)
		}
		const onError = (cause: Error) => {
			settle()
			socket.destroy()
			reject(cause)
		}
		const onAbort = () => {
			settle()
			// A socket that is destroyed while it connects may still report why.
			socket.on("error", () => undefined)
			socket.destroy()
			reject(signal.reason)
		}
		signal.addEventListener("abort", onAbort, { once: true })
		socket.once("connect", onConnect)
		socket.once("error", onError)
	})
}
