import { utimes } from "node:fs/promises"
import { daysFromNow } from "../certificates.ts"
import { startRotation } from "../rotation.ts"
import type { LabScenario } from "../scenario.ts"
import { identityOptions, requireClients, tlsGrpc } from "../servers/grpc-server.ts"

/** Provisioned files that the server never reads again. */
export const externalStale: LabScenario = {
	id: "external-stale",
	title: "Provisioned files that the server never reads again",
	explains:
		"The certificate files were replaced after the server had started, and it still serves the " +
		"old certificate. It will do so until it is restarted, or until that certificate expires.",
	expected: {
		mode: "mtls",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "served-certificate-stale",
		configuredOutcome: "accepted",
	},
	start: async (context) => {
		const { certificates } = context
		const files = await startRotation(certificates, context.folder, {
			lifetimeMs: 60 * 86_400_000,
			firstIssuedAt: daysFromNow(-30),
		})
		const server = await tlsGrpc(context, {
			...identityOptions(files.current()),
			...requireClients(certificates.ca.pem),
		})
		await files.rotateNow()
		// The replacement happened a while ago: a server that reloads would have noticed.
		const tenMinutesAgo = new Date(Date.now() - 600_000)
		await utimes(files.paths.certificate, tenMinutesAgo, tenMinutesAgo)
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "external", ...files.paths },
			close: async () => {
				await files.stop()
				await server.close()
			},
		}
	},
}
