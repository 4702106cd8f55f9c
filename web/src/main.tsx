import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from '#/web/src/app.tsx';

const desk = document.getElementById('desk');
if (desk) {
  createRoot(desk).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
