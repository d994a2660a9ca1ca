// Has the mock replay every reply that the contract shows, and sends it every request, through a proxy that checks both.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

interface Example { value: unknown }
interface Content { 'application/json': { examples: Record<string, Example> } }
interface Parameter { name: string; in: 'path' | 'query'; example: string }
interface Reference { $ref: string }
interface Operation { operationId: string; parameters: (Parameter | Reference)[]; requestBody?: { content: Content }; responses: Record<string, { content: Content } | Reference> }

const proxy = process.argv[2];
const contract = JSON.parse(await readFile(process.argv[3] ?? 'obj/contract.json', 'utf8')) as { paths: Record<string, Record<string, Operation>> };
const resolve = <T extends object>(part: T | Reference): T =>
  '$ref' in part ? (part.$ref.slice(2).split('/').reduce<any>((within, name) => within[name], contract) as T) : part;
const examples = (content?: Content) => Object.entries(content?.['application/json'].examples ?? {});

function urlOf(path: string, operation: Operation): string {
  const parameters = operation.parameters.map(resolve<Parameter>);
  const url = new URL(proxy + path.replace(/\{(\w+)\}/g, (_, name) => parameters.find(parameter => parameter.name === name)!.example));
  parameters.filter(parameter => parameter.in === 'query').forEach(parameter => url.searchParams.set(parameter.name, parameter.example));
  return url.href;
}

async function send(method: string, url: string, body: unknown, prefer?: string): Promise<Response> {
  return fetch(url, {
    method,
    headers: { Authorization: 'Bearer any', ...(body ? { 'Content-Type': 'application/json' } : {}), ...(prefer ? { Prefer: prefer } : {}) },
    body: body ? JSON.stringify(body) : undefined,
  });
}

// Prism reads JSON as JavaScript does, and takes an id that is a number above 2^53 for one that no int64 can be.
function isExact(value: unknown): boolean {
  return typeof value === 'object' && value !== null ? Object.values(value).every(isExact) : !Number.isInteger(value) || Number.isSafeInteger(value);
}

let sent = 0;
const left: string[] = [];
for (const [path, operations] of Object.entries(contract.paths)) {
  for (const [method, operation] of Object.entries(operations)) {
    const url = urlOf(path, operation);
    const requests = examples(operation.requestBody?.content);
    for (const [status, reply] of Object.entries(operation.responses)) {
      for (const [name, example] of examples(resolve(reply).content)) {
        if (!isExact(example.value)) {
          left.push(name);
          continue;
        }

        const body = (requests.find(([request]) => request === name) ?? requests[0])?.[1].value;
        const response = await send(method.toUpperCase(), url, body, `code=${status}, example=${name}`);
        const text = await response.text();
        assert.equal(response.status, Number(status), `${operation.operationId} ${status} ${name}: ${text}`);
        assert.deepEqual(JSON.parse(text), example.value, `${operation.operationId} ${status} ${name}`);
        sent++;
      }
    }

    for (const [name, example] of requests) {
      const response = await send(method.toUpperCase(), url, example.value);
      assert.ok(response.ok, `${operation.operationId} ${name}: ${await response.text()}`);
      sent++;
    }
  }
}

console.log(`Every example: ${sent} requests and replies; left out, for a number that JavaScript cannot hold: ${left}.`);
