// A client as most people write one, to take the mock's exam: every call is tried three times, whatever went wrong with it.
import { setTimeout as wait } from 'node:timers/promises';

const [baseUrl, videos] = [process.argv[2], Number(process.argv[3])];
const headers = { 'Authorization': 'Bearer any', 'Content-Type': 'application/json' };

async function retried<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (attempt === 3) {
        throw error;
      }

      await wait(500 * attempt);
    }
  }
}

function ask<T>(path: string, body?: unknown): Promise<T> {
  return retried(async () => {
    const reply = await fetch(`${baseUrl}/any/video/${path}`, { method: body ? 'POST' : 'GET', headers, body: body ? JSON.stringify(body) : undefined });
    if (!reply.ok) {
      throw new Error(`HTTP ${reply.status}`);
    }

    return await reply.json() as T;
  });
}

async function make(prompt: string): Promise<number> {
  const { taskId } = await ask<{ taskId: string }>('generate', { prompt });
  for (let asked = 0; asked < 5; asked++) {
    const task = await ask<{ status: string; mediaUrl?: string }>(`tasks/${taskId}`);
    if (task.status === 'SUCCESS') {
      return retried(async () => (await (await fetch(task.mediaUrl!)).arrayBuffer()).byteLength);
    }

    if (task.status === 'FAIL') {
      throw new Error('The job failed.');
    }

    await wait(1000);
  }

  throw new Error('The job took too long.');
}

const made = await Promise.allSettled(Array.from({ length: videos }, (_, number) => make(`A fox, take ${number + 1}`)));
console.log(`TypeScript, naive: ${made.filter(video => video.status === 'fulfilled').length} of ${videos} videos, it says.`);
