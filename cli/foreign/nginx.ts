import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import type { ForeignFiles } from "./identities.ts"
import { type ForeignProcess, freePort, startForeign } from "./process.ts"

/** nginx with TLS and HTTP/2 in front of a plaintext gRPC server, with or without `ssl_verify_client`. */
export async function startNginx(
	files: ForeignFiles,
	upstream: number,
	verify: "off" | "on",
): Promise<ForeignProcess> {
	const port = await freePort()
	const folder = join(files.folder, `nginx-${verify}`)
	await mkdir(folder, { recursive: true })
	const configuration = `
daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
events {}
http {
	access_log off;
	client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
	uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
	server {
		listen 127.0.0.1:${port} ssl http2;
		ssl_protocols TLSv1.2 TLSv1.3; ssl_certificate ${files.serverCert}; ssl_certificate_key ${files.serverKey};
		ssl_client_certificate ${files.ca}; ssl_verify_client ${verify};
		location / { grpc_pass grpc://127.0.0.1:${upstream}; }
	}
}`
	const path = join(folder, "nginx.conf")
	await writeFile(path, configuration)
	return startForeign("nginx", ["-c", path, "-p", folder], port, folder)
}
