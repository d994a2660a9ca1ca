// A job of each family, from submitting to the file, with a client that openapi-typescript made from the contract.
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import createClient from 'openapi-fetch';
import type { components, paths } from './obj/contract.js';

const baseUrl = process.argv[2];
const client = createClient<paths>({ baseUrl, headers: { Authorization: 'Bearer any' } });
const endpointPath = 'success';

function ok<T>({ data, error, response }: { data?: T; error?: unknown; response: Response }): T {
  assert.ok(data, `${response.status} from ${response.url}: ${JSON.stringify(error)}`);
  return data;
}

async function finished<T extends { status?: string }>(last: components['schemas']['HaiperTaskStatus'] | components['schemas']['HailuoTaskStatus'], ask: () => Promise<T>): Promise<T> {
  for (let asked = 0; asked < 100; asked++) {
    const task = await ask();
    if (task.status === last) {
      return task;
    }

    await wait(100);
  }

  throw new Error(`The job did not come to ${last}.`);
}

async function fetchVideo(url: string | null | undefined): Promise<number> {
  assert.ok(url, 'There is no URL.');
  const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
  assert.equal(bytes.toString('latin1', 4, 8), 'ftyp', 'The file is no MP4.');
  return bytes.length;
}

async function hailuo(): Promise<number> {
  const body = { prompt: 'A fox in the snow', promptOptimizer: true };
  const { taskId } = ok(await client.POST('/{endpointPath}/hailuo/video/generate', { params: { path: { endpointPath } }, body }));
  const path = { endpointPath, taskId: String(taskId) };
  const task = await finished('Success', async () => ok(await client.GET('/{endpointPath}/hailuo/video/task/{taskId}', { params: { path } })));
  const query = { taskId: String(taskId), fileId: String(task.fileId ?? task.file_id) };
  const file = ok(await client.GET('/{endpointPath}/hailuo/video/file', { params: { path: { endpointPath }, query } }));
  return fetchVideo(file.mediaUrl);
}

async function haiper(): Promise<number> {
  const body = { prompt: 'A sunset over the ocean', settings: { duration: 4, aspectRatio: '9:16', seed: 42 } } as const;
  const { taskId } = ok(await client.POST('/{endpointPath}/video/generate', { params: { path: { endpointPath } }, body }));
  const path = { endpointPath, taskId: String(taskId) };
  const task = await finished('SUCCESS', async () => ok(await client.GET('/{endpointPath}/video/tasks/{taskId}', { params: { path } })));
  return fetchVideo(task.mediaUrl);
}

console.log(`TypeScript: Hailuo ${await hailuo()} bytes, Haiper ${await haiper()} bytes.`);
