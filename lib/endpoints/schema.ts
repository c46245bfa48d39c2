import { z } from "zod"

const pemMax = 1024 * 1024
/** Labels of one endpoint, and characters of one label. */
export const labelsMax = { count: 20, characters: 60 } as const

function text(max: number, tooLong: string) {
	return z.string("This must be text.").max(max, tooLong)
}

const line = text(2_048, "This is longer than 2,048 characters.").default("")
const pem = text(pemMax, "This is larger than 1 MiB.").default("")
const yesOrNo = z.boolean("This must be true or false.")

/**
 * The flat input that form, command line and lab speak: text as typed, empty for absent. `ca`, `certificate` and `key`
 * hold a path or PEM text; `token` a path, or the token itself. The keep flags say that a stored secret stays; text
 * that was typed replaces it.
 */
export const endpointInputSchema = z.object(
	{
		name: text(200, "A name has at most 200 characters.").default(""),
		labels: line,
		target: line,
		mode: z
			.enum(["auto", "none", "tls", "mtls", "external", "spiffe"], "There is no such mode.")
			.default("auto"),
		ca: pem,
		certificate: pem,
		key: pem,
		passphrase: line,
		serverName: text(255, "A server name has at most 255 characters.").default(""),
		skipVerify: yesOrNo.default(false),
		spiffeSocket: line,
		expectSpiffeId: line,
		trustDomain: line,
		token: text(16_384, "A token has at most 16,384 characters.").default(""),
		healthService: text(1_000, "A service name has at most 1,000 characters.").default(""),
		method: text(1_000, "A method has at most 1,000 characters.").default(""),
		timeoutMs: z.number("The deadline must be a number of milliseconds.").default(5_000),
		keepKey: yesOrNo.optional(),
		keepToken: yesOrNo.optional(),
		keepPassphrase: yesOrNo.optional(),
	},
	"The settings must be one object.",
)

/** The flat input, every field present. */
export type EndpointInput = z.infer<typeof endpointInputSchema>
