import { connect, createServer } from "node:net"
import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"
import { listen } from "../servers/listen.ts"

const headerLength = 5

/** A box in front that reads one segment. */
export const largeHelloBreaks: LabScenario = {
	id: "large-hello-breaks",
	title: "A ClientHello in two segments breaks",
	explains:
		"Something in front of the server looks for the whole ClientHello in the first TCP segment and resets the " +
		"connection when it is not there. Clients with a post-quantum key share need two segments; all others work.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "works-as-configured",
		scanRules: ["large-client-hello-refused"],
		configuredOutcome: "accepted",
	},
	start: async (context) => {
		const { certificates } = context
		const behind = await tlsGrpc({ port: 0 }, identityOptions(certificates.server))
		const front = await listen(
			createServer((socket) => {
				socket.once("data", (first: Buffer) => {
					if (first.length < headerLength || first.length < headerLength + first.readUInt16BE(3)) {
						socket.resetAndDestroy()
						return
					}
					const onward = connect({ port: behind.port, host: "127.0.0.1" })
					onward.on("error", () => socket.destroy())
					onward.once("close", () => socket.destroy())
					socket.once("close", () => onward.destroy())
					onward.write(first)
					socket.pipe(onward).pipe(socket)
				})
			}),
			context,
		)
		return {
			settings: { target: `grpcs://localhost:${front.port}`, mode: "tls", ca: certificates.files.ca },
			close: async () => {
				await front.close()
				await behind.close()
			},
		}
	},
}
