import { startRotation } from "../rotation.ts"
import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** Provisioned files that rotate */
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
	},
	start: async (context) => {
		const files = await startRotation(context.certificates, context.folder, 60_000)
		const server = await tlsGrpc(context, {
			...identityOptions(files.current()),
			ca: context.certificates.ca.pem,
			requestCert: true,
			rejectUnauthorized: true,
		})
		files.onRotate((issued) =>
			server.tls.setSecureContext({ ...identityOptions(issued), ca: context.certificates.ca.pem }),
		)
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "external", ...files.paths },
			close: async () => {
				files.stop()
				await server.close()
			},
		}
	},
}
