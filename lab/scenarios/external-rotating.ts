import { startRotation } from "../rotation.ts"
import type { LabScenario } from "../scenario.ts"
import { identityOptions, requireClients, tlsGrpc } from "../servers/grpc-server.ts"

const minuteMs = 60_000

/** Provisioned files that rotate. */
export const externalRotating: LabScenario = {
	id: "external-rotating",
	title: "Provisioned files that rotate",
	explains:
		"Infrastructure replaces the certificate files every minute, and both sides read them again. " +
		"What the server serves is what its files hold.",
	expected: {
		mode: "mtls",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "works-as-configured",
		configuredOutcome: "accepted",
	},
	start: async (context) => {
		const plan = { lifetimeMs: 60 * minuteMs, everyMs: minuteMs }
		const clients = requireClients(context.certificates.ca.pem)
		const files = await startRotation(context.certificates, context.folder, plan)
		const server = await tlsGrpc(context, { ...identityOptions(files.current()), ...clients })
		files.onRotate((issued) => server.tls.setSecureContext({ ...identityOptions(issued), ca: clients.ca }))
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "external", ...files.paths },
			close: async () => {
				await files.stop()
				await server.close()
			},
		}
	},
}
