import { useEffect } from 'preact/hooks';
import { Blocks } from './blocks/blocks.tsx';
import { useDesk } from './desk.ts';

/** The app's Home tab; opening it asks Usher for it, as in Slack. */
export const Home = () => {
  const { sight, send } = useDesk();
  const { home, me } = sight;
  useEffect(() => void send({ do: 'open_home', as: me }), [me]);
  return (
    <section class="home" aria-label="Home of Usher">
      <header>
        <h1>Usher: Home</h1>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be scrolled by keyboard too */}
      <div class="home-body" tabIndex={0}>
        {home ? (
          <Blocks blocks={home.blocks} shown={{ place: { view: home.id }, values: home.values, errors: home.errors }} />
        ) : (
          <p class="nothing">Loading…</p>
        )}
      </div>
    </section>
  );
};
