-- Nested loops over integers.
local n = tonumber((...)) or 300

local sum = 0
for i = 1, n do
  for j = 1, n do
    sum = sum + (i % 7) * (j % 5) - 6
  end
end
print(sum)

local a, steps = n * n, 0
while a > 1 do
  if a % 2 == 0 then
    a = a / 2
  else
    a = a - 1
  end
  steps = steps + 1
end
print(steps)
