// A gateway that is not ours and has moved on since the contract was written: eight things of it the contract lacks.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const video = readFileSync(new URL('../../src/CloudswayVideo.MockServer/Assets/sample.mp4', import.meta.url));
const jobs = new Map();

function submit() {
  const taskId = `24478560557${String(10000 + jobs.size)}`;
  jobs.set(taskId, 0);
  return [200, { taskId, queuePosition: 3 }]; // A field more.
}

function ask(taskId) {
  const asked = jobs.get(taskId);
  jobs.set(taskId, asked + 1);
  return [
    [425, { code: 425, message: 'Too early.' }], // A status code more.
    [503, { code: 'VB-900001', message: 'busy' }], // An error code more.
    [200, { status: 'Uploading', base_resp: { status_code: 0 } }], // A status word more.
  ][asked] ?? [200, { status: 'Success', fileId: `99${taskId}`, videoWidth: '1280' }]; // A number as text.
}

function file(root, fileId) {
  // Another spelling of a field, and an object more.
  return [200, { fileID: fileId, mediaUrl: `${root}/media/fox.mp4?Signature=secret`, quality: { score: 0.9, checks: { faces: 2 } } }];
}

const server = createServer((request, response) => {
  const url = new URL(request.url, `http://${request.headers.host}`);
  if (url.pathname.startsWith('/media/')) {
    response.writeHead(200, { 'Content-Type': 'video/mp4', 'Content-Length': video.length }).end(video);
    return;
  }

  request.resume().on('end', () => {
    const [status, body] = request.headers.authorization !== 'Bearer made-up-key' ? [401, { message: 'Wrong key.' }]
      : request.method === 'POST' ? submit()
      : url.pathname.endsWith('/video/file') ? file(`http://${request.headers.host}`, url.searchParams.get('fileId'))
      : ask(url.pathname.split('/').at(-1));
    // A header more.
    response.writeHead(status, { 'Content-Type': 'application/json', 'X-Queue-Name': 'blue' }).end(JSON.stringify(body));
  });
});
server.listen(0, '127.0.0.1', () => console.log(`Listening at http://127.0.0.1:${server.address().port}`));
