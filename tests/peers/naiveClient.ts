// A client as most people write one, to take the mock's exam: every call is tried three times, whatever went wrong.
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
    const method = body ? 'POST' : 'GET';
    const reply = await fetch(`${baseUrl}/any/video/${path}`, { method, headers, body: JSON.stringify(body) });
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

const prompts = Array.from({ length: videos }, (_, number) => `A fox, take ${number + 1}`);
const made = (await Promise.allSettled(prompts.map(make))).filter(video => video.status === 'fulfilled');
console.log(`TypeScript, naive: ${made.length} of ${videos} videos, it says.`);
