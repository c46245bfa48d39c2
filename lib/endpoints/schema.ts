import { z } from "zod"

const pemMax = 1024 * 1024
const shortText = z.string().max(2_048, "This is longer than 2,048 characters.")
const pemText = z.string().max(pemMax, "This is larger than 1 MiB.")

/**
 * The flat input that form, command line and lab speak: text as typed, empty for absent. `ca`, `certificate` and `key`
 * hold a path or PEM text; `token` a path, or the token itself. The keep flags say that a stored secret stays.
 */
export const endpointInputSchema = z.object({
	name: z.string().max(200, "A name has at most 200 characters.").default(""),
	labels: shortText.default(""),
	target: shortText,
	mode: z.enum(["auto", "none", "tls", "mtls", "external", "spiffe"]).default("auto"),
	ca: pemText.default(""),
	certificate: pemText.default(""),
	key: pemText.default(""),
	passphrase: shortText.default(""),
	serverName: z.string().max(255, "A server name has at most 255 characters.").default(""),
	skipVerify: z.boolean().default(false),
	spiffeSocket: shortText.default(""),
	expectSpiffeId: shortText.default(""),
	trustDomain: z.string().max(255, "A trust domain has at most 255 characters.").default(""),
	token: z.string().max(16_384, "A token has at most 16,384 characters.").default(""),
	healthService: z.string().max(1_000, "A service name has at most 1,000 characters.").default(""),
	method: z.string().max(1_000, "A method has at most 1,000 characters.").default(""),
	timeoutMs: z.number().default(5_000),
	keepKey: z.boolean().optional(),
	keepToken: z.boolean().optional(),
	keepPassphrase: z.boolean().optional(),
})

/** The flat input, every field present. */
export type EndpointInput = z.infer<typeof endpointInputSchema>
